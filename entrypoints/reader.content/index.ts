import { defineContentScript } from 'wxt/utils/define-content-script';
import { takeGiven } from '../../utils/platform';
import { openReader } from './open';

/** Injected when the reader is asked for: opens the reading view, or closes it where it is open. */
export default defineContentScript({
  registration: 'runtime',
  matches: [],
  async main(ctx) {
    const given = takeGiven();
    if (globalThis.jingduReader) {
      globalThis.jingduReader.close();
      return;
    }
    try {
      await openReader(ctx, given);
    } catch (error) {
      // Else the next press would take the reading view for one that is still opening.
      globalThis.jingduReader = undefined;
      throw error;
    }
  },
});
