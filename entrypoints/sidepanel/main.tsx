import { openNotes } from '../shared/open-notes';

await openNotes('panel');
