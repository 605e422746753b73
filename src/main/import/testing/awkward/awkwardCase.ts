import type { ImportOptions } from '../../importTypes.ts'
import type { ImportReport, PictureCounts } from '../../importReport.ts'

/** A file as people have it, and what a careful person would make of it. */
export interface AwkwardCase {
  readonly what: string
  readonly file: string
  readonly content: () => string | Uint8Array | Promise<Uint8Array>
  readonly options?: Partial<ImportOptions>
  readonly captions?: string
  /** Files of the picture folder. */
  readonly pictures?: () =>
    Readonly<Record<string, Uint8Array>> | Promise<Readonly<Record<string, Uint8Array>>>
  /** Other files of its folder, by name. */
  readonly beside?: Readonly<Record<string, string | Uint8Array>>
  /** The file has to lie on a disk, as zips do. */
  readonly onDisk?: true
  readonly outcome: ImportReport['outcome']
  readonly stored: number
  /** What is labelled in the stored posts, `Ada:PER`; an unlabelled post counts as `-`. */
  readonly mentions?: readonly string[]
  readonly pictureCounts?: Partial<PictureCounts>
  /** One of the messages: where it points, and words of it. */
  readonly message?: {
    readonly line?: number | null
    readonly record?: number | null
    readonly entry?: string | null
    readonly says: RegExp
  }
}

export interface AwkwardGroup {
  readonly what: string
  readonly cases: readonly AwkwardCase[]
}

export interface Expected {
  readonly line?: number | null
  readonly record?: number | null
  readonly entry?: string | null
  readonly options?: Partial<ImportOptions>
  readonly file?: string
  readonly beside?: AwkwardCase['beside']
  readonly mentions?: readonly string[]
}

/** Cases of one file name whose content is text. */
export function textCases(file: string): {
  readonly accepted: (what: string, content: string, stored: number, more?: Expected) => AwkwardCase
  readonly warned: (
    what: string,
    content: string,
    stored: number,
    says: RegExp,
    more?: Expected,
  ) => AwkwardCase
  readonly rejected: (what: string, content: string, says: RegExp, more?: Expected) => AwkwardCase
} {
  const build = (
    outcome: AwkwardCase['outcome'],
    what: string,
    content: string,
    stored: number,
    says: RegExp | null,
    { options, file: other, beside, mentions, ...place }: Expected = {},
  ): AwkwardCase => ({
    what,
    file: other ?? file,
    content: () => content,
    ...(options === undefined ? {} : { options }),
    ...(beside === undefined ? {} : { beside }),
    ...(mentions === undefined ? {} : { mentions }),
    outcome,
    stored,
    ...(says === null ? {} : { message: { ...place, says } }),
  })
  return {
    accepted: (what, content, stored, more) => build('accepted', what, content, stored, null, more),
    warned: (what, content, stored, says, more) =>
      build('accepted-with-warnings', what, content, stored, says, more),
    rejected: (what, content, says, more) => build('rejected', what, content, 0, says, more),
  }
}
