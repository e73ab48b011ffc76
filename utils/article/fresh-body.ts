import type { Article } from './types.ts';

const bodies = new WeakMap<Article, Element>();

/** Keeps the sanitized body that an article was just read off, for who draws it first. */
export function keepFreshBody(article: Article, body: Element): void {
  bodies.set(article, body);
}

/**
 * The body of this very object, once. None for what was not read here, by this script: what was stored, joined or copied
 * is another object, and has to be sanitized.
 */
export function takeFreshBody(article: Article): Element | undefined {
  const body = bodies.get(article);
  bodies.delete(article);
  return body;
}
