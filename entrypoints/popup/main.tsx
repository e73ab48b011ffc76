import '../../components/tokens.css';
import '../../components/controls.css';
import '../../components/notes/notes.css';
import '../../components/popup/popup.css';
import { render } from 'preact';
import { browser } from 'wxt/browser';
import { NotesApp } from '../shared/NotesApp';

const root = document.getElementById('root');
if (root) {
  document.documentElement.lang = browser.i18n.getUILanguage();
  const asked = new URLSearchParams(location.search).get('tab');
  render(<NotesApp askedTabId={asked === null ? undefined : Number(asked)} place="popup" />, root);
}
