import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { takeGiven } from '../../utils/platform';
import { openReader } from './open';

/**
 * Injected when the reader is asked for: opens the reading view, or closes it where it is open. Not what wxt calls a content
 * script: what it puts around one would run before anything is read.
 */
export default defineUnlistedScript(async () => {
  const given = takeGiven();
  if (globalThis.jingduReader) {
    globalThis.jingduReader.close();
    return;
  }
  try {
    await openReader(given);
  } catch (error) {
    // Else the next press would take the reading view for one that is still opening.
    globalThis.jingduReader = undefined;
    throw error;
  }
});
