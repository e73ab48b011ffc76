import '../../components/tokens.css';
import '../../components/controls.css';
import '../../components/notes/notes.css';
import '../../components/reading/reading.css';
import '../../components/library/library.css';
import { render } from 'preact';
import { browser } from 'wxt/browser';
import { t } from '../../utils/i18n';
import { App } from './App';

const root = document.getElementById('root');
if (root) {
  document.documentElement.lang = browser.i18n.getUILanguage();
  document.title = t('library.title');
  render(<App root={root} />, root);
}
