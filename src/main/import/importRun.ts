import { FileFault } from '../formats/fileFault.ts'
import { readCaptions } from './captions.ts'
import type { Captions } from './captions.ts'
import type { FindingList } from './importReport.ts'
import type { ImportJob, ImportTarget } from './importTypes.ts'
import { PostRegister } from './postRegister.ts'
import type { PostPlace } from './postRegister.ts'

/** How far a file is. */
export interface FileProgress {
  readonly name: string
  readonly counts: { readonly read: number }
}

/** What the files of one import share. */
export interface ImportRun {
  readonly job: Omit<ImportJob, 'sources'>
  readonly labels: ReadonlySet<string>
  readonly register: PostRegister
  readonly captions: Captions | null
  /** How many posts got each caption of the captions file. */
  readonly captionUses: Map<string, number>
  /** Captions that posts of the project did not take: they have another, or a person took theirs away. */
  captionsLeft: number
  /** Where each picture name was first met; empty when no folder is searched. */
  readonly pictureNames: Map<string, PostPlace>
  /** Mentions of the posts of each picture that has boxes, in lower case. */
  readonly mentions: Map<string, Set<string>>
  /** A record was refused and nothing may be stored: from here on, files are read for their problems alone. */
  spoilt: boolean
  /** Gives other work its turn; throws `cancelled` when that was asked for. */
  breathe(file?: FileProgress): Promise<void>
}

/** What finding pictures and boxes needs of it. */
export type PictureRun = Pick<ImportRun, 'pictureNames' | 'mentions' | 'breathe'> & {
  readonly job: Pick<ImportJob, 'onProgress'> & { readonly target: Pick<ImportTarget, 'pictures'> }
}

/** What nothing was read for yet but the captions; what is wrong with them goes to `ofCaptions`. */
export async function openRun(
  job: ImportRun['job'],
  ofCaptions: FindingList,
  breathe: ImportRun['breathe'],
): Promise<ImportRun> {
  const captions = await captionsOf(job, ofCaptions)
  return {
    job,
    labels: new Set(job.target.labels.map((label) => label.name)),
    register: new PostRegister(),
    captions,
    captionUses: new Map(),
    captionsLeft: 0,
    pictureNames: new Map(),
    mentions: new Map(),
    spoilt: ofCaptions.errors > 0 && !job.options.skipBad,
    breathe,
  }
}

async function captionsOf(job: ImportRun['job'], findings: FindingList): Promise<Captions | null> {
  if (job.captions === null) return null
  try {
    const captions = await readCaptions(job.captions, null)
    // One by one: a call takes no hundred thousand arguments, and every line of a wrong file may be a finding.
    for (const finding of captions.findings) findings.add(finding)
    return captions
  } catch (error) {
    if (!(error instanceof FileFault)) throw error
    findings.add(error.finding)
    return null
  }
}
