import '../../components/tokens.css';
import '../../components/controls.css';
import '../../components/notes/notes.css';
import '../../components/popup/popup.css';
import { render } from 'preact';
import { NotesApp, type NotesAppProps, readRecent } from './NotesApp';
import { speakChosen } from './speak-chosen';

/** Draws the notes in a page of ours. What they list first is asked for before anything else. */
export async function openNotes(place: NotesAppProps['place']): Promise<void> {
  const root = document.getElementById('root');
  if (!root) return;
  const recentAsked = readRecent();
  await speakChosen();
  const asked = new URLSearchParams(location.search).get('tab');
  const askedTabId = asked === null ? undefined : Number(asked);
  render(<NotesApp recentAsked={recentAsked} askedTabId={askedTabId} place={place} />, root);
}
