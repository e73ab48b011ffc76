import type { DayRange, Facets, SummaryFilter, SummaryOrder, Totals } from '../../utils/library/query';
import type { ArticleSummary } from '../../utils/library/schema';
import type { SearchMatch } from '../../utils/search/match';

export type LibraryLayout = 'list' | 'grid';

/** A kind of value that lists are narrowed by. */
export type FacetName = 'portals' | 'sources' | 'authors' | 'tags' | 'colors';

/** An article of the list, with what a search found in it. */
export interface LibraryEntry {
  summary: ArticleSummary;
  matches: SearchMatch[];
}

/** Work that takes longer than a moment: how much of it is done. */
export interface WorkProgress {
  label: string;
  done: number;
  total: number;
}

export interface LibraryData {
  /** What the filter lets through, in order; `undefined` while it is being read. */
  entries: LibraryEntry[] | undefined;
  /** How many articles there are in all, whatever the filter. */
  total: number;
  facets: Facets;
  totals: Totals;
  /** Marks made, by day. */
  studyDays: ReadonlyMap<string, number>;
  filter: SummaryFilter;
  order: SummaryOrder;
  layout: LibraryLayout;
  query: string;
  /** Whether the list is that of the search, the best hits first. */
  isSearch: boolean;
  /** Of so many hits the list is made, where the search found more. */
  cutAt: number | undefined;
  /** Whether the trash is on show, and not the shelves. */
  isTrash: boolean;
  trashCount: number;
  selected: ReadonlySet<string>;
  progress: WorkProgress | undefined;
}

/** What the library asks for; the entrypoint decides how it is done. */
export interface LibraryActions {
  search: (query: string) => void;
  /** Lists all that the search finds, however long it takes. */
  listAll: () => void;
  toggleFacet: (name: FacetName, value: string) => void;
  filterPublished: (range: DayRange | undefined) => void;
  clearFilter: () => void;
  sort: (order: SummaryOrder) => void;
  layOut: (layout: LibraryLayout) => void;
  showTrash: (isShown: boolean) => void;
  select: (id: string, isSelected: boolean) => void;
  /** Selects every article on show, or none. */
  selectAll: (isSelected: boolean) => void;
  tagSelected: (tags: string[]) => void;
  trashSelected: () => void;
  restoreSelected: () => void;
  exportSelected: () => void;
  importFiles: (files: File[]) => void;
  backUp: () => void;
}
