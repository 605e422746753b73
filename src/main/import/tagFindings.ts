import type { TagProblem } from '../../shared/domain/bio.ts'
import { splitTag } from '../../shared/domain/bio.ts'
import type { ImportedPost } from '../../shared/domain/post.ts'
import { readProjectTags } from '../../shared/domain/projectTags.ts'
import { spellOut } from '../../shared/domain/visibleText.ts'
import { quoted } from '../formats/problemText.ts'
import type { Finding, Place } from '../formats/problemText.ts'

/** Most different unknown labels of a file that are told one by one. */
const MOST_KINDS = 50

interface Unknown {
  readonly problem: TagProblem
  readonly line: number | null
  readonly record: number | null
  count: number
}

/**
 * What is odd about the tags of one file: an I- without its beginning is told post by post, for each is a decision; a
 * label the project does not know is told once with its count.
 */
export class TagFindings {
  readonly #labels: ReadonlySet<string>
  readonly #unknown = new Map<string, Unknown>()

  constructor(labels: ReadonlySet<string>) {
    this.#labels = labels
  }

  /** Findings of one post. `firstTokenLine` as in ReadItem. */
  add(post: ImportedPost, place: Place, firstTokenLine: number | null): Finding[] {
    if (post.tags === null) return []
    const findings: Finding[] = []
    for (const problem of readProjectTags(post.tags, this.#labels).problems) {
      const line = firstTokenLine === null ? place.line : firstTokenLine + problem.index
      const { record } = place
      if (problem.kind === 'unknown-label' || problem.kind === 'not-a-tag') this.#count(problem, line, record)
      else findings.push(orphan(problem, post, line, record))
    }
    return findings
  }

  /** What was counted over the file. */
  summary(): Finding[] {
    return [...this.#unknown.values()].map(({ problem, line, record, count }) => {
      const times = count === 1 ? 'once' : `${count} times, here first`
      const known = [...this.#labels].join(', ')
      const [found, advice] =
        problem.kind === 'not-a-tag'
          ? [`${quoted(problem.tag)} stands as a tag (${times})`, 'It is kept as it is and read as O.']
          : [
              `the type ${quoted(splitTag(problem.tag)?.type ?? problem.tag)} is used ${times}`,
              'It is kept; the project has no label for it yet.',
            ]
      const expected =
        problem.kind === 'not-a-tag' ? 'O, B-TYPE or I-TYPE' : `one of the project's (${known})`
      return { severity: 'warning', line, record, entry: null, found, expected, advice }
    })
  }

  #count(problem: TagProblem, line: number | null, record: number | null): void {
    const key =
      problem.kind === 'not-a-tag' ? problem.tag : `type ${splitTag(problem.tag)?.type ?? problem.tag}`
    const known = this.#unknown.get(key)
    if (known !== undefined) known.count++
    else if (this.#unknown.size < MOST_KINDS) this.#unknown.set(key, { problem, line, record, count: 1 })
  }
}

function orphan(
  problem: TagProblem,
  post: ImportedPost,
  line: number | null,
  record: number | null,
): Finding {
  const token = quoted(post.tokens[problem.index] ?? '')
  const before = problem.index === 0 ? 'nothing' : quoted(post.tags?.[problem.index - 1] ?? '')
  return {
    severity: 'warning',
    line,
    record,
    entry: null,
    found: `${quoted(problem.tag)} of ${token} follows ${before}`,
    expected: `B-${spellOut(splitTag(problem.tag)?.type ?? '')} where a span begins`,
    advice: 'It is kept and read as the beginning of a span; the tag check offers repairs.',
  }
}
