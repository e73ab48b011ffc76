import { resolve } from 'node:path';
import preact from '@preact/preset-vite';
import { defaultClientConditions, mergeConfig } from 'vite';
import { defineConfig } from 'wxt';
import { asciiScript } from './scripts/ascii';
import { chunkOf } from './scripts/chunks';
import { eagerFunctions } from './scripts/eager-functions';
import { patchLibraries } from './scripts/library-patches';
import { collectNotices, writeNotices } from './scripts/notices';
import { portalMatchPatterns } from './utils/portal/portals';

/** What the end-to-end tests stand for reaches back no further. The CSS Custom Highlight API came to Firefox with 140. */
const minimumVersions = { chrome: '137', firefox: '142.0' };
const TARGETS = Object.entries(minimumVersions).map(([browser, version]) => `${browser}${version}`);

/** The one finds out, the other stays. */
const DETECTOR = 'detect.js';
const RESIDENT = 'resident.js';
const READER = 'reader.js';

/** Smaller chunks are joined with others, in bytes. Larger than this, and pages load what they don't need. */
const SMALLEST_CHUNK = 40_000;

/**
 * What popup and side panel are, and what wxt puts before it: they open a tenth sooner where all of it is in one file of
 * script and one of style.
 */
const NOTES = ['/entrypoints/shared/open-notes.tsx', 'virtual:wxt-html-plugins'];

export default defineConfig({
  imports: false,
  manifestVersion: 3,

  modules: ['@wxt-dev/i18n/module', '@wxt-dev/auto-icons'],
  i18n: { localesDir: resolve('utils/locales') },
  autoIcons: { baseIconPath: resolve('components/icon.svg'), developmentIndicator: false },
  // Chrome's background is a worker, without a document: packages that have a build for one give it.
  vite: ({ browser }) => ({
    plugins: [
      preact(),
      patchLibraries(),
      collectNotices(),
      asciiScript(DETECTOR),
      browser === 'firefox' && eagerFunctions(READER),
    ],
    resolve: { conditions: ['worker', ...defaultClientConditions] },
    // Each file that a page loads costs it about two milliseconds: fifteen small chunks were half of the popup's opening.
    build: {
      // Nothing is written out for browsers that aren't asked for: expressions they don't know would be made anew each time.
      target: TARGETS,
      // They know it, and it would be a file of its own.
      modulePreload: { polyfill: false },
      rollupOptions: { output: { experimentalMinChunkSize: SMALLEST_CHUNK } },
    },
  }),
  manifest: ({ browser }) => ({
    name: '__MSG_extension_name__',
    short_name: '__MSG_extension_shortName__',
    description: '__MSG_extension_description__',
    default_locale: 'zh_CN',
    permissions: ['storage', 'unlimitedStorage', 'scripting', 'activeTab', 'contextMenus', 'alarms'],
    host_permissions: portalMatchPatterns(),
    // The reader's own sites, or all of them: only what is asked for and allowed in the options.
    optional_host_permissions: ['*://*/*'],
    // Firefox would turn http into https, and reach no server in the reader's own network.
    content_security_policy: { extension_pages: "script-src 'self'; object-src 'none'" },
    // What is read in a private window must leave no record.
    incognito: 'not_allowed',
    action: { default_title: '__MSG_extension_shortName__' },
    commands: {
      'toggle-reader': {
        suggested_key: { default: 'Alt+R' },
        description: '__MSG_command_toggleReader__',
      },
      'mark-selection': {
        suggested_key: { default: 'Alt+M' },
        description: '__MSG_command_markSelection__',
      },
      'open-library': { description: '__MSG_command_openLibrary__' },
      'open-panel': { description: '__MSG_command_openPanel__' },
    },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'jingdu@jingdu.example',
              strict_min_version: minimumVersions.firefox,
              data_collection_permissions: { required: ['none'] },
            },
          },
        }
      : { minimum_chrome_version: minimumVersions.chrome }),
  }),
  hooks: {
    'vite:build:extendConfig': (entrypoints, config) => {
      if (!entrypoints.some(({ name }) => name === 'popup')) return;
      config.build = mergeConfig(config.build ?? {}, {
        rollupOptions: { output: { manualChunks: chunkOf('notes', NOTES) } },
      });
    },
    'build:done': ({ config: { outDir } }) => writeNotices(outDir),
    // The table of portals stays out of the detector's bundle: the manifest alone names the domains. No other script is
    // put into pages by itself.
    'build:manifestGenerated': (_wxt, manifest) => {
      manifest.content_scripts = [
        { matches: portalMatchPatterns(), js: [DETECTOR, RESIDENT], run_at: 'document_end' },
      ];
      // Firefox would open the sidebar by itself when it installs the extension.
      if (manifest.sidebar_action) manifest.sidebar_action.open_at_install = false;
    },
  },
});
