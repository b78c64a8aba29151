import Testing

@testable import SampleOffice

@Suite struct SplitMix64Tests {
  @Test("the numbers are those of the reference implementation")
  func reference() {
    var random = SplitMix64(seed: 1_234_567)
    #expect(random.next() == 6_457_827_717_110_365_317)
    #expect(random.next() == 3_203_168_211_198_807_973)
    #expect(random.next() == 9_817_491_932_198_370_423)
  }

  @Test("a weighted choice never takes what weighs nothing")
  func weights() {
    var random = SplitMix64(seed: 5)
    for _ in 0..<200 { #expect(random.pick(weighted: [("a", 0), ("b", 3), ("c", 0)]) == "b") }
  }
}
