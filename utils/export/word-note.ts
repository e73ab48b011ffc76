import { type IRunOptions, Paragraph, TextRun } from 'docx';
import { type NoteNode, parseNote } from '../annotation/note-markdown';
import { presentableText } from './presentable';

/** What a note's Markdown says, as paragraphs of a style; an address stands behind its words, for paper has no links. */
export function noteParagraphs(note: string, style: string): Paragraph[] {
  const writer = new NoteWriter(style);
  for (const node of parseNote(note)) {
    writer.write(node, {});
    writer.endParagraph();
  }
  return writer.written;
}

class NoteWriter {
  readonly written: Paragraph[] = [];
  private runs: TextRun[] = [];

  constructor(private readonly style: string) {}

  write(node: NoteNode, look: IRunOptions): void {
    if (typeof node === 'string') {
      this.writeLines(node, look);
      return;
    }
    const { tag, href, children } = node;
    switch (tag) {
      case 'br':
      case 'hr':
        this.endParagraph();
        return;
      case 'ul':
      case 'ol':
        for (const [index, item] of children.entries()) {
          this.endParagraph();
          this.writeLines(tag === 'ul' ? '• ' : `${index + 1}. `, look);
          // Its first paragraph stands behind the bullet.
          this.writeAll(typeof item === 'string' ? [item] : item.children, look);
        }
        this.endParagraph();
        return;
      case 'p':
      case 'pre':
      case 'blockquote':
        this.writeAll(children, look);
        this.endParagraph();
        return;
      case 'a':
        this.writeAll(children, look);
        if (href) this.writeLines(`（${href}）`, look);
        return;
      default:
        this.writeAll(children, { ...look, ...LOOKS[tag] });
    }
  }

  endParagraph(): void {
    if (this.runs.length > 0) this.written.push(new Paragraph({ style: this.style, children: this.runs }));
    this.runs = [];
  }

  private writeAll(nodes: readonly NoteNode[], look: IRunOptions): void {
    for (const node of nodes) this.write(node, look);
  }

  private writeLines(text: string, look: IRunOptions): void {
    // A character reference may have been decoded into what no document may hold.
    for (const [index, line] of presentableText(text).split('\n').entries()) {
      if (index > 0) this.endParagraph();
      if (line !== '') this.runs.push(new TextRun({ ...look, text: line }));
    }
  }
}

const LOOKS: Partial<Record<Exclude<NoteNode, string>['tag'], IRunOptions>> = {
  strong: { bold: true },
  em: { italics: true },
  s: { strike: true },
};
