/**
 * Places in a text counted in Unicode code points, as the W3C's selectors count, and in UTF-16 units, as we do. They
 * differ by the characters beyond the first plane before them, which are few: each is remembered, none is counted twice.
 */
export class CodePoints {
  /** Where each character of two units begins, ascending. */
  private readonly pairs: number[] = [];

  constructor(text: string) {
    for (const { index } of text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g)) this.pairs.push(index);
  }

  /** The code points before a place given in UTF-16 units; in the middle of a character, its end. */
  fromUtf16(offset: number): number {
    return offset - this.countWhere((start) => start + 1 < offset);
  }

  /** The UTF-16 units before a place given in code points. */
  toUtf16(point: number): number {
    return point + this.countWhere((start, index) => start - index < point);
  }

  /** How many pairs, from the first, hold the condition. */
  private countWhere(holds: (start: number, index: number) => boolean): number {
    let low = 0;
    let high = this.pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (holds(this.pairs[middle] as number, middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
