import { Component, type FunctionComponent, h } from 'preact';

/** The same component, drawn again only when one of its properties is another one. */
export function memo<P extends object>(Inner: FunctionComponent<P>): FunctionComponent<P> {
  class Memo extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      const before = this.props as Record<string, unknown>;
      const after = next as Record<string, unknown>;
      return [...Object.keys(before), ...Object.keys(after)].some((name) => before[name] !== after[name]);
    }
    override render() {
      return h(Inner, this.props as P & object);
    }
  }
  return Memo as unknown as FunctionComponent<P>;
}
