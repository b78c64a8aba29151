/// Files that only an intricate office has.
extension CRMExport {
  func writeIntricacies(into sink: inout some OfficeSink) throws(OfficeError) {
    try table("company_phones", ["company", "phone", "label"], into: &sink) { add in
      for (company, phone) in world.companyNumbers {
        add([CRMID.company(company), phone.spelling.text(phone.number), phone.label])
      }
    }
    try table("deal_owners", ["deal", "owner", "from"], into: &sink) { add in
      for (index, deal) in world.deals.enumerated() {
        guard let succession = deal.succession else { continue }
        add([CRMID.deal(index), CRMID.manager(deal.owner), stamp(deal.createdAt, row: index)])
        add([CRMID.deal(index), CRMID.manager(succession.owner), stamp(succession.at, row: index)])
      }
    }
  }
}
