import '../../components/tokens.css';
import '../../components/controls.css';
import '../../components/notes/notes.css';
import '../../components/popup/popup.css';
import { render } from 'preact';
import { browser } from 'wxt/browser';
import { App } from './App';

const root = document.getElementById('root');
if (root) {
  document.documentElement.lang = browser.i18n.getUILanguage();
  const asked = new URLSearchParams(location.search).get('tab');
  render(<App askedTabId={asked === null ? undefined : Number(asked)} />, root);
}
