/**
 * Everything that `npm run bench` measures. A group is `{ names, measure }`: the rows that it makes, and a function
 * that makes them, of `benchRow`. It gets `browser()`, with the functions of in-page.ts, and `pages()`; each is made
 * when it is first asked for.
 */
import { anchorApproximate, anchorExact, anchorQuality } from './anchor.mjs';
import { backup } from './backup.mjs';
import { detect } from './detect.mjs';
import { giant } from './giant.mjs';
import { anchorGrowth, detectGrowth, pipelineGrowth } from './growth.mjs';
import { library } from './library.mjs';
import { libraryGrowth } from './library-growth.mjs';
import { outline, outlineGrowth, outlineGrowthHostile } from './outline.mjs';
import { paint } from './paint.mjs';
import { pipeline } from './pipeline.mjs';
import { size } from './size.mjs';
import { sync } from './sync.mjs';
import { idle, tabMemory } from './tab.mjs';

export const GROUPS = [
  pipeline,
  pipelineGrowth,
  detect,
  detectGrowth,
  paint,
  giant,
  idle,
  tabMemory,
  outline,
  outlineGrowth,
  outlineGrowthHostile,
  anchorExact,
  anchorApproximate,
  anchorGrowth,
  anchorQuality,
  library,
  libraryGrowth,
  backup,
  sync,
  size,
];
