import '../../components/tokens.css';
import '../../components/controls.css';
import '../../components/pages.css';
import '../../components/notes/notes.css';
import '../../components/popup/popup.css';
import { render } from 'preact';
import { NotesApp, type NotesAppProps } from './NotesApp';
import { speakChosen } from './speak-chosen';

/** Draws the notes in a page of ours. */
export async function openNotes(place: NotesAppProps['place']): Promise<void> {
  const root = document.getElementById('root');
  if (!root) return;
  await speakChosen();
  const asked = new URLSearchParams(location.search).get('tab');
  const askedTabId = asked === null ? undefined : Number(asked);
  render(<NotesApp askedTabId={askedTabId} place={place} />, root);
}
