import '../../components/tokens.css';
import '../../components/controls.css';
import '../../components/notes/notes.css';
import '../../components/popup/popup.css';
import { render } from 'preact';
import { NotesApp } from '../shared/NotesApp';
import { speakChosen } from '../shared/speak-chosen';

const root = document.getElementById('root');
if (root) {
  await speakChosen();
  const asked = new URLSearchParams(location.search).get('tab');
  render(<NotesApp askedTabId={asked === null ? undefined : Number(asked)} place="popup" />, root);
}
