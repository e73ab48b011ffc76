import fc from 'fast-check';

/** What normalising has to do with: Han, width, variants, runs, spaces, pairs and halves of them. */
const UNITS = [
  ...'学习实践的地得〇。，；！？.…—-―~“”「」"\'（）()〔〕[]《〈·•、：１1Ａa℃①㎡ﷺﾞｶ\u3000 \u00a0\u200b\n\r\t',
  '𠮷',
  '😀',
  '\ufacf',
  '\ud842',
  '\udfb7',
  '...',
  '——',
];

/** Any text: much of what is dear to normalise, and a little of everything. */
export function anyText(maxLength = 80): fc.Arbitrary<string> {
  const unit = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...UNITS) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
  );
  return fc.array(unit, { maxLength }).map((units) => units.join(''));
}

/** Texts of few characters, in which everything comes again and again. */
export function repetitiveText(maxLength: number, minLength = 0): fc.Arbitrary<string> {
  return fc.array(fc.constantFrom('学', '习', '。'), { minLength, maxLength }).map((units) => units.join(''));
}
