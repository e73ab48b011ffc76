/** Outlines on a 20 × 20 grid. */
const PATHS = {
  close: 'M5 5l10 10M15 5L5 15',
  outline: 'M4 5h12M7 10h9M7 15h6',
  notes: 'M4 4h12v9l-4 4H4zM12 17v-4h4M7 8h6M7 11h3',
  print: 'M6 8V3h8v5M6 14H4V8h12v6h-2M6 12h8v5H6z',
  download: 'M10 3v9M6 9l4 4 4-4M4 16h12',
  upload: 'M10 12V3M6 6l4-4 4 4M4 16h12',
  list: 'M7 5h10M7 10h10M7 15h10M3 5v.2M3 10v.2M3 15v.2',
  grid: 'M3 3h6v6H3zM11 3h6v6h-6zM3 11h6v6H3zM11 11h6v6h-6z',
  gear: 'M10 7a3 3 0 1 1 0 6a3 3 0 0 1 0-6zM10 2v3M10 15v3M2 10h3M15 10h3M4.3 4.3l2.2 2.2M13.5 13.5l2.2 2.2M15.7 4.3l-2.2 2.2M6.5 13.5l-2.2 2.2',
  export: 'M4 11v5h12v-5M10 12V3M7 6l3-3 3 3',
  quote: 'M4 13c2 0 3-1 3-3V5H3v5h4M12 13c2 0 3-1 3-3V5h-4v5h4',
  library: 'M4 4v12M8 4v12M11 4l5 12M4 16h4',
  panel: 'M3 4h14v12H3zM12 4v12',
  copy: 'M7 7h9v9H7zM4 13V4h9',
  trash: 'M4 6h12M8 6V4h4v2M6 6l1 11h6l1-11M9 9v5M11 9v5',
  help: 'M7.5 7.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M10 15v.2',
  pencil: 'M4 16l1-4 8-8 3 3-8 8zM11 6l3 3',
  back: 'M12 4l-6 6 6 6',
  external: 'M9 4H4v12h12v-5M12 4h4v4M16 4l-7 7',
  search: 'M9 4a5 5 0 1 1 0 10a5 5 0 0 1 0-10zM13 13l4 4',
  more: 'M4 10v.2M10 10v.2M16 10v.2',
  plus: 'M10 4v12M4 10h12',
  indent: 'M4 4h12M10 8h6M10 12h6M4 16h12M4 8l3 2-3 2',
  outdent: 'M4 4h12M10 8h6M10 12h6M4 16h12M7 8l-3 2 3 2',
  up: 'M10 16V4M5 9l5-5 5 5',
  down: 'M10 4v12M5 11l5 5 5-5',
  undo: 'M8 4L4 8l4 4M4 8h7a4.5 4.5 0 0 1 0 9H8',
  redo: 'M12 4l4 4-4 4M16 8H9a4.5 4.5 0 0 0 0 9h3',
} as const;

export type IconName = keyof typeof PATHS;

/** A decorative picture; the button around it carries the name. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
