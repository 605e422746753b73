import type { AwkwardGroup } from './awkwardCase.ts'
import { imgid } from './imgid.ts'
import { jsonl } from './jsonl.ts'
import { anyFile, captions, conll } from './otherTexts.ts'
import { pictures } from './pictures.ts'
import { zips } from './zips.ts'

/** All of them. */
export const AWKWARD: readonly AwkwardGroup[] = [anyFile, imgid, conll, jsonl, captions, pictures, zips]
