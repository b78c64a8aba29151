#include "CPhoneNumbers.h"

#include <cstring>
#include <string>

#include <phonenumbers/logger.h>
#include <phonenumbers/phonenumber.pb.h>
#include <phonenumbers/phonenumberutil.h>

using i18n::phonenumbers::NullLogger;
using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

namespace {

// The default logger prints to standard output, which belongs to the command's result.
PhoneNumberUtil *quiet_library() {
  static PhoneNumberUtil *const library = [] {
    PhoneNumberUtil *util = PhoneNumberUtil::GetInstance();
    util->SetLogger(new NullLogger());  // the library takes ownership
    return util;
  }();
  return library;
}

constexpr size_t longest_service_number = 6;

bool is_short_service(const std::string &text) {
  size_t digits = 0;
  for (char c : text) {
    if (c >= '0' && c <= '9') {
      digits += 1;
    } else if (static_cast<unsigned char>(c) >= 0x80) {
      return false;  // digits of other scripts are the library's business
    }
  }
  return digits > 0 && digits <= longest_service_number;
}

cpn_kind parse(const std::string &text, const std::string &region, std::string *e164) {
  PhoneNumberUtil *library = quiet_library();
  if (is_short_service(text)) return CPN_SHORT_SERVICE;

  PhoneNumber number;
  switch (library->Parse(text, region, &number)) {
    case PhoneNumberUtil::NO_PARSING_ERROR:
      break;
    case PhoneNumberUtil::TOO_SHORT_AFTER_IDD:
    case PhoneNumberUtil::TOO_SHORT_NSN:
      return CPN_TOO_SHORT;
    default:
      return CPN_UNPARSABLE;
  }
  switch (library->IsPossibleNumberWithReason(number)) {
    case PhoneNumberUtil::IS_POSSIBLE:
      break;
    case PhoneNumberUtil::IS_POSSIBLE_LOCAL_ONLY:
    case PhoneNumberUtil::TOO_SHORT:
      return CPN_TOO_SHORT;
    default:
      return CPN_UNPARSABLE;
  }
  library->Format(number, PhoneNumberUtil::E164, e164);
  return library->IsValidNumber(number) ? CPN_VALID : CPN_POSSIBLE;
}

}  // namespace

extern "C" cpn_kind cpn_parse(
    const char *raw, size_t length, const char *region, char *e164, size_t capacity) {
  if (e164 == nullptr || capacity < CPN_E164_CAPACITY) return CPN_FAILED;
  e164[0] = '\0';
  if (raw == nullptr || region == nullptr) return CPN_FAILED;
  try {
    std::string written;
    const cpn_kind kind = parse(std::string(raw, length), region, &written);
    if (written.size() >= capacity) return CPN_UNPARSABLE;
    std::memcpy(e164, written.c_str(), written.size() + 1);
    return kind;
  } catch (...) {
    return CPN_FAILED;
  }
}

extern "C" int32_t cpn_country_code(const char *region) {
  if (region == nullptr) return 0;
  try {
    return quiet_library()->GetCountryCodeForRegion(region);
  } catch (...) {
    return 0;
  }
}
