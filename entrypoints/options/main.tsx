import '../../components/tokens.css';
import '../../components/controls.css';
import '../../components/pages.css';
import '../../components/reading/reading.css';
import '../../components/tools/tools.css';
import '../../components/options/options.css';
import { render } from 'preact';
import { browser } from 'wxt/browser';
import { readSettings } from '../../utils/stored-settings';
import { speakChosen } from '../shared/speak-chosen';
import { OptionsApp } from './OptionsApp';

const root = document.getElementById('root');
if (root) {
  await speakChosen();
  render(<OptionsApp initialSettings={await readSettings(browser.storage.local)} />, root);
}
