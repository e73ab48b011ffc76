/** How much script the browser has to load, in bytes as shipped, beside what the build allows. */
import { ENTRY_NAMES, weighEntries } from '../../scripts/budgets.mjs';
import { buildExtension } from '../../scripts/build.mjs';
import { benchRow } from './arithmetic.mjs';

const rowName = (entry) => `size-${entry}`;

export const size = {
  names: ENTRY_NAMES.map(rowName),
  async measure() {
    return weighEntries(await buildExtension('chrome')).map(({ name, bytes, most }) =>
      benchRow({ name: rowName(name), unit: 'B', ours: bytes, limit: { of: 'ours', most } }),
    );
  },
};
