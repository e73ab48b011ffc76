/** Outlines on a 20 × 20 grid. */
const PATHS = {
  close: 'M5 5l10 10M15 5L5 15',
  outline: 'M4 5h12M7 10h9M7 15h6',
  notes: 'M4 4h12v9l-4 4H4zM12 17v-4h4M7 8h6M7 11h3',
  print: 'M6 8V3h8v5M6 14H4V8h12v6h-2M6 12h8v5H6z',
  download: 'M10 3v9M6 9l4 4 4-4M4 16h12',
  copy: 'M7 7h9v9H7zM4 13V4h9',
  trash: 'M4 6h12M8 6V4h4v2M6 6l1 11h6l1-11M9 9v5M11 9v5',
  help: 'M7.5 7.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M10 15v.2',
  pencil: 'M4 16l1-4 8-8 3 3-8 8zM11 6l3 3',
  back: 'M12 4l-6 6 6 6',
  external: 'M9 4H4v12h12v-5M12 4h4v4M16 4l-7 7',
  search: 'M9 4a5 5 0 1 1 0 10a5 5 0 0 1 0-10zM13 13l4 4',
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
