import type { AwkwardGroup } from './awkwardCase.ts'
import { brat } from './brat.ts'
import { csv } from './csv.ts'
import { doccano } from './doccano.ts'
import { huggingface, parquet } from './huggingface.ts'
import { imgid } from './imgid.ts'
import { joinedFiles } from './joinedFiles.ts'
import { jsonl } from './jsonl.ts'
import { labelStudio } from './labelStudio.ts'
import { anyFile, captions, conll } from './otherTexts.ts'
import { otherKinds } from './otherKinds.ts'
import { pictures } from './pictures.ts'
import { prodigy } from './prodigy.ts'
import { quietSlips } from './quietSlips.ts'
import { spacy } from './spacy.ts'
import { tagMarks } from './tagMarks.ts'
import { toolHabits } from './toolHabits.ts'
import { webanno } from './webanno.ts'
import { zips } from './zips.ts'

/** All of them. */
export const AWKWARD: readonly AwkwardGroup[] = [
  anyFile,
  imgid,
  conll,
  jsonl,
  doccano,
  labelStudio,
  prodigy,
  brat,
  spacy,
  webanno,
  huggingface,
  parquet,
  csv,
  toolHabits,
  quietSlips,
  tagMarks,
  joinedFiles,
  otherKinds,
  captions,
  pictures,
  zips,
]
