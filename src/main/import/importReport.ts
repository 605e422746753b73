import { problemText } from '../formats/problemText.ts'
import type { Aftermath, Finding, ImportProblem } from '../formats/problemText.ts'

/** One imported file as docs/cli.md reports it. Always `read = stored + skipped + refused`. */
export interface FileReport {
  readonly file: string
  /** Name inside the zip `file`; null: it is no zip. */
  readonly entry: string | null
  readonly format: string
  readonly encoding: string
  /** What the content was taken for; null: the format was named or not found out. */
  readonly takenFor: string | null
  /** The split its posts were put in, and who said so; null: posts say it themselves or there is none. */
  readonly split: { readonly name: string; readonly from: 'option' | 'file name' } | null
  readonly read: number
  readonly stored: number
  readonly skipped: number
  readonly refused: number
  readonly problemCount: number
  /** The first 100. */
  readonly problems: readonly ImportProblem[]
}

/** What the posts call pictures, by what was found; of posts of the project, what they have counts as found. */
export interface PictureCounts {
  readonly found: number
  readonly missing: number
  readonly broken: number
  readonly refused: number
}

/** Pictures by whether a file of boxes was found for them, and how many boxes there are. */
export interface BoxCounts {
  readonly found: number
  readonly missing: number
  readonly broken: number
  readonly regions: number
  /** Pictures of posts of the project that keep the other boxes they have. */
  readonly left: number
}

/** What became of a captions file; `used`: posts that have their caption from it. */
export interface CaptionReport extends Omit<FileReport, 'entry' | 'takenFor' | 'split'> {
  readonly used: number
  /** Posts of the project that keep another caption, or that a person took theirs from. */
  readonly left: number
}

/** The document of `import`. */
export interface ImportReport {
  readonly outcome: 'accepted' | 'accepted-with-warnings' | 'rejected'
  readonly files: readonly FileReport[]
  readonly pictures: PictureCounts
  readonly captions: CaptionReport | null
  /** Null: nobody gave any. */
  readonly boxes: BoxCounts | null
}

const LISTED = 100

/** Findings of one file: the first hundred are kept, all are counted. */
export class FindingList {
  readonly #kept: Finding[] = []
  #count = 0
  #errors = 0

  add(...findings: readonly Finding[]): void {
    for (const finding of findings) {
      this.#count++
      if (finding.severity === 'error') this.#errors++
      if (this.#kept.length < LISTED) this.#kept.push(finding)
      else if (finding.severity === 'error') this.#makeRoom(finding)
    }
  }

  get count(): number {
    return this.#count
  }

  get errors(): number {
    return this.#errors
  }

  /** In the order of the file. `entry`: where in a zip all of it was found. */
  problems(file: string, aftermath: Aftermath, entry: string | null = null): ImportProblem[] {
    return this.#kept
      .map((finding) => ({ ...finding, entry: finding.entry ?? entry }))
      .sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.record ?? 0) - (b.record ?? 0))
      .map((finding) => ({
        severity: finding.severity,
        line: finding.line,
        record: finding.record,
        entry: finding.entry,
        message: problemText(file, finding, aftermath),
      }))
  }

  /** An error decides over the import; a hundred warnings before it must not hide it. */
  #makeRoom(finding: Finding): void {
    const last = this.#kept.findLastIndex((each) => each.severity === 'warning')
    if (last >= 0) this.#kept.splice(last, 1, finding)
  }
}
