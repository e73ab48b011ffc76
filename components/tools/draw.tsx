import { render } from 'preact';
import { Tools } from './Tools';
import type { DrawTools } from './types';

/** A tree of its own: the script that holds it is another one than the reading view's. */
export const drawTools: DrawTools = (room, props) => render(props ? <Tools {...props} /> : null, room);
