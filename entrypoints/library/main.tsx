import '../../components/tokens.css';
import '../../components/controls.css';
import '../../components/pages.css';
import '../../components/notes/notes.css';
import '../../components/reading/reading.css';
import '../../components/library/library.css';
import { render } from 'preact';
import { t } from '../../utils/i18n';
import { speakChosen } from '../shared/speak-chosen';
import { App } from './App';

const root = document.getElementById('root');
if (root) {
  await speakChosen();
  document.title = t('library.title');
  render(<App root={root} />, root);
}
