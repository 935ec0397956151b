/** Comments as passages: lines that follow each other are one text, so that what they quote reads as it was written. */

import type { Span } from '../model.ts';
import type { Passage } from './facts.ts';
import { sliceText, stripLines, type Text } from './text.ts';

/** What begins a comment of several lines, and what marks one that documents. */
const BLOCK = /^(?:\/\*|\(\*|\{-|<#|#=|#\[|--\[=*\[|=begin|@doc)/;
const DOCUMENTS = /^(?:\/\*[*!](?!\/)|\/\/[/!](?!\/)|##\s|--- ?)/;

/** The marker of a line: of a line comment, or the star of a block's. */
const MARKER = /^[ \t]*(?:\/\/[/!]*|\/?\*+(?!\*)(?!\/)|#+[=[]?|--+(?:\[=*\[)?|;+|%+|\(\*|\{-)(?: |(?=\s|\S))/;

/** @param comments In the order of the text. */
export function commentPassages(comments: readonly Span[], text: Text): Passage[] {
  const passages: Passage[] = [];
  let run: { start: number; end: number; documents: boolean } | null = null;
  const flush = (): void => {
    if (run === null) return;
    const end = text.content.endsWith('*/', run.end) ? run.end - 2 : run.end;
    const body = stripLines(sliceText(text, run.start, end), MARKER);
    passages.push({ place: run.documents ? 'docstring' : 'comment', language: null, text: body });
    run = null;
  };
  for (const { start, end } of comments) {
    const written = text.content.slice(start, start + 12);
    const documents = DOCUMENTS.test(written);
    const between = run === null ? '' : text.content.slice(run.end, start);
    const goesOn =
      run !== null && run.documents === documents && !BLOCK.test(written) && /^[ \t]*\r?\n?[ \t]*$/.test(between);
    if (run !== null && goesOn) run.end = end;
    else {
      flush();
      run = { start, end, documents };
    }
    if (BLOCK.test(written)) flush();
  }
  flush();
  return passages;
}
