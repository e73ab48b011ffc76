/** Independent readers that come without types: what the tests use of them. */
declare module '@citation-js/core' {
  export class Cite {
    constructor(data: string, options?: { forceType?: string });
    data: Record<string, unknown>[];
    format(format: 'bibliography', options: { format: 'text'; template: string }): string;
  }
}
declare module '@citation-js/plugin-ris';
declare module '@citation-js/plugin-csl';
declare module 'jsonld' {
  export function expand(
    document: unknown,
    options: { documentLoader: (url: string) => Promise<unknown>; safe?: boolean },
  ): Promise<Record<string, unknown>[]>;
}
