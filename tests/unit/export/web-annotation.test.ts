import jsonld from 'jsonld';
import { describe, expect, it } from 'vitest';
import { CodePoints } from '../../../utils/export/code-points';
import { ANNOTATION_CONTEXT, exportWebAnnotation } from '../../../utils/export/web-annotation';
import type { ArticleRecord } from '../../../utils/library/schema';
import { exampleMark } from '../library/examples';
import { HOSTILE, hostileSample, sample } from './samples';

const OA = 'http://www.w3.org/ns/oa#';
const AS = 'http://www.w3.org/ns/activitystreams#';
const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const XSD = 'http://www.w3.org/2001/XMLSchema#';

/** The terms of the W3C's context that we use, as its vocabulary defines them (www.w3.org/TR/annotation-vocab). */
const CONTEXT = {
  '@context': {
    id: { '@type': '@id', '@id': '@id' },
    type: { '@type': '@id', '@id': '@type' },
    Annotation: `${OA}Annotation`,
    AnnotationCollection: `${AS}OrderedCollection`,
    AnnotationPage: `${AS}OrderedCollectionPage`,
    TextualBody: `${OA}TextualBody`,
    TextQuoteSelector: `${OA}TextQuoteSelector`,
    TextPositionSelector: `${OA}TextPositionSelector`,
    CssStylesheet: `${OA}CssStyle`,
    body: { '@type': '@id', '@id': `${OA}hasBody` },
    target: { '@type': '@id', '@id': `${OA}hasTarget` },
    source: { '@type': '@id', '@id': `${OA}hasSource` },
    selector: { '@type': '@id', '@id': `${OA}hasSelector` },
    stylesheet: { '@type': '@id', '@id': `${OA}styledBy` },
    styleClass: `${OA}styleClass`,
    motivation: { '@type': '@vocab', '@id': `${OA}motivatedBy` },
    purpose: { '@type': '@vocab', '@id': `${OA}hasPurpose` },
    commenting: `${OA}commenting`,
    highlighting: `${OA}highlighting`,
    tagging: `${OA}tagging`,
    exact: `${OA}exact`,
    prefix: `${OA}prefix`,
    suffix: `${OA}suffix`,
    start: { '@type': `${XSD}nonNegativeInteger`, '@id': `${OA}start` },
    end: { '@type': `${XSD}nonNegativeInteger`, '@id': `${OA}end` },
    value: `${RDF}value`,
    format: 'http://purl.org/dc/elements/1.1/format',
    created: { '@type': `${XSD}dateTime`, '@id': 'http://purl.org/dc/terms/created' },
    modified: { '@type': `${XSD}dateTime`, '@id': 'http://purl.org/dc/terms/modified' },
    label: 'http://www.w3.org/2000/01/rdf-schema#label',
    total: { '@type': `${XSD}nonNegativeInteger`, '@id': `${AS}totalItems` },
    first: { '@type': '@id', '@id': `${AS}first` },
    partOf: { '@type': '@id', '@id': `${AS}partOf` },
    startIndex: { '@type': `${XSD}nonNegativeInteger`, '@id': `${AS}startIndex` },
    items: { '@type': '@id', '@id': `${AS}items`, '@container': '@list' },
  },
};

type Node = Record<string, unknown>;

async function expand(record: ArticleRecord): Promise<Node> {
  const expanded = await jsonld.expand(JSON.parse(exportWebAnnotation(record)), {
    // `safe` fails where anything of the document has no meaning in the vocabulary.
    safe: true,
    documentLoader: async (url) => {
      if (url !== ANNOTATION_CONTEXT) throw new Error(`not ours to load: ${url}`);
      return { documentUrl: url, document: CONTEXT };
    },
  });
  expect(expanded).toHaveLength(1);
  return expanded[0] as Node;
}

const nodes = (node: Node | undefined, key: string) => (node?.[key] ?? []) as Node[];
const only = (node: Node | undefined, key: string) => {
  expect(nodes(node, key), key).toHaveLength(1);
  return nodes(node, key)[0] as Node;
};
const itemsOf = (collection: Node) => nodes(only(only(collection, `${AS}first`), `${AS}items`), '@list');

describe('exportWebAnnotation', () => {
  it('means in the vocabulary what it should', async () => {
    const collection = await expand(sample());
    expect(collection['@type']).toEqual([`${AS}OrderedCollection`]);
    expect(only(collection, `${AS}totalItems`)['@value']).toBe(2);
    const page = only(collection, `${AS}first`);
    expect(page['@type']).toEqual([`${AS}OrderedCollectionPage`]);
    expect(only(page, `${AS}partOf`)['@id']).toBe(collection['@id']);

    const [first, second] = itemsOf(collection);
    expect(first?.['@type']).toEqual([`${OA}Annotation`]);
    expect(first?.['@id']).toBe('urn:uuid:0b7e6f4a-1c2d-4e3f-8a9b-000000000001');
    expect([first, second].map((one) => only(one, `${OA}motivatedBy`)['@id'])).toEqual([
      `${OA}commenting`,
      `${OA}highlighting`,
    ]);
    expect(
      nodes(first, `${OA}hasBody`).map((body) => [
        only(body, `${OA}hasPurpose`)['@id'],
        only(body, `${RDF}value`)['@value'],
      ]),
    ).toEqual([
      [`${OA}commenting`, '开篇的论点'],
      [`${OA}tagging`, '党建'],
      [`${OA}tagging`, '理论 学习'],
    ]);
    expect(nodes(second, `${OA}hasBody`)).toEqual([]);
    const target = only(first, `${OA}hasTarget`);
    expect(only(target, `${OA}hasSource`)['@id']).toBe(sample().article.url);
    const [quote, position] = nodes(target, `${OA}hasSelector`);
    expect(quote?.['@type']).toEqual([`${OA}TextQuoteSelector`]);
    expect(only(quote, `${OA}exact`)['@value']).toBe('党务工作是政治工作');
    expect(position?.['@type']).toEqual([`${OA}TextPositionSelector`]);
    expect([only(position, `${OA}start`)['@value'], only(position, `${OA}end`)['@value']]).toEqual([40, 49]);
  });

  it('counts positions in code points', async () => {
    const article = { text: '𠮷野家𠮷党务工作', html: '<p>𠮷野家𠮷党务工作</p>' };
    const mark = exampleMark(1, { position: { start: 6, end: 8 } });
    const [item] = itemsOf(await expand(sample({ article, annotations: [mark] })));
    const position = nodes(only(item, `${OA}hasTarget`), `${OA}hasSelector`)[1];
    expect([only(position, `${OA}start`)['@value'], only(position, `${OA}end`)['@value']]).toEqual([4, 6]);
  });

  it('gives every annotation an id, a target, and moments in UTC', async () => {
    for (const item of itemsOf(await expand(sample()))) {
      expect(item['@id']).toMatch(/^urn:uuid:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/);
      only(item, `${OA}hasTarget`);
      for (const term of ['created', 'modified'])
        expect(only(item, `http://purl.org/dc/terms/${term}`)['@value']).toMatch(
          /^\d{4}-\d\d-\d\dT[\d:.]+Z$/,
        );
    }
  });

  it.each(HOSTILE)('keeps to the character what is hostile: %s', async (_, text) => {
    const [item] = itemsOf(await expand(hostileSample(text)));
    const [quote] = nodes(only(item, `${OA}hasTarget`), `${OA}hasSelector`);
    expect(only(quote, `${OA}exact`)['@value']).toBe(text);
    expect(nodes(item, `${OA}hasBody`).map((body) => only(body, `${RDF}value`)['@value'])).toEqual([
      text,
      text,
    ]);
  });
});

describe('CodePoints', () => {
  it.each(['', 'abc', '𠮷', 'a𠮷b𠮷𠮷c', '\ud800a\udc00𠮷', '👩‍👩‍👧'])(
    'counts in %j as a walk does',
    (text) => {
      const places = new CodePoints(text);
      const walked = [...text];
      let offset = 0;
      for (const [point, character] of walked.entries()) {
        expect([places.fromUtf16(offset), places.toUtf16(point)]).toEqual([point, offset]);
        offset += character.length;
      }
      expect([places.fromUtf16(offset), places.toUtf16(walked.length)]).toEqual([walked.length, offset]);
    },
  );

  it('takes the middle of a character for its end', () => {
    expect(new CodePoints('a𠮷b').fromUtf16(2)).toBe(2);
  });
});
