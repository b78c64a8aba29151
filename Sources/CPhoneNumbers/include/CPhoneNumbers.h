// A C face of Google's libphonenumber (C++): the little of it that the product needs.
// No C++ type and no C++ exception crosses this border.
#ifndef TOLLGATE_CPHONENUMBERS_H
#define TOLLGATE_CPHONENUMBERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// What a text turned out to be.
typedef enum {
  // In the ranges that libphonenumber's metadata calls valid; E.164 was written.
  CPN_VALID = 0,
  // Of a length that the country has, but in no range known to the metadata; E.164 was written.
  CPN_POSSIBLE = 1,
  // No telephone number, or of a length or country code that does not exist.
  CPN_UNPARSABLE = 2,
  // Longer than six digits, but shorter than the country's numbers, or without its area code.
  CPN_TOO_SHORT = 3,
  // At most six digits: a service such as 112, 01 or 0611, or an extension. Never E.164.
  CPN_SHORT_SERVICE = 4,
  // The library failed: memory ran out, or an exception that it does not document.
  CPN_FAILED = 5
} cpn_kind;

// Bytes that a caller's buffer needs: '+', 15 digits, the final NUL, and some to spare.
#define CPN_E164_CAPACITY 24

// Reads `length` bytes of UTF-8 as a number of `region` (ISO 3166-1 alpha-2, upper case), or as an
// international number when the text begins with '+'.
// Writes E.164 with a final NUL to `e164` when the result is CPN_VALID or CPN_POSSIBLE, else "".
// CPN_FAILED when `capacity` is below CPN_E164_CAPACITY. May be called from any thread.
cpn_kind cpn_parse(
    const char *raw, size_t length, const char *region, char *e164, size_t capacity);

// The country calling code of a region (7 for RU), or 0 when the library knows no such region.
int32_t cpn_country_code(const char *region);

#ifdef __cplusplus
}
#endif

#endif
