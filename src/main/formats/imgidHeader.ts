import { isTag } from '../../shared/domain/tagScheme.ts'
import { wholeLines } from './sample.ts'
import type { Sample } from './sample.ts'

const HEADER = /^\s*imgid:/iu
const TAGGED = / (?:O|[BI]-\S+)$/u

/**
 * Whether a sample has the headers of IMGID files, misspelt or not, so that a bad one can be named. A TAB behind one makes
 * it a token of columns, but for a first line that has no tag there: that is a header which a TAB has got into. A tag at the
 * end of the line makes it a token of columns that spaces part.
 */
export function hasImgidHeader(sample: Sample): boolean {
  if (sample.lines.some((line) => HEADER.test(line) && !line.includes('\t') && !TAGGED.test(line)))
    return true
  const [word = '', ...tags] = (wholeLines(sample)[0] ?? '').split('\t')
  return HEADER.test(word) && tags.length > 0 && !isTag(tags[0] ?? '')
}
