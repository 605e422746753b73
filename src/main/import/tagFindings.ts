import type { TagProblem } from '../../shared/domain/bio.ts'
import { splitTag } from '../../shared/domain/bio.ts'
import type { ImportedPost } from '../../shared/domain/post.ts'
import { readProjectTags } from '../../shared/domain/projectTags.ts'
import type { TagScheme } from '../../shared/domain/tagScheme.ts'
import { spellOut } from '../../shared/domain/visibleText.ts'
import { marksFound, schemeOfPost } from '../formats/markedTags.ts'
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
  readonly #marks = new Map<
    TagScheme,
    { readonly line: number | null; record: number | null; posts: number }
  >()
  readonly #told: boolean
  /** Posts that have labels. */
  #labelled = 0

  /** `chosen`: the tag scheme that a person named; there is nothing to tell of its marks. */
  constructor(labels: ReadonlySet<string>, chosen: TagScheme | null | undefined) {
    this.#labels = labels
    this.#told = (chosen ?? null) !== null
  }

  /** Findings of one post. `firstTokenLine` as in ReadItem. */
  add(post: ImportedPost, place: Place, firstTokenLine: number | null): Finding[] {
    if (post.tags === null) return []
    this.#noteScheme(post, place)
    const findings: Finding[] = []
    for (const problem of readProjectTags(post.tags, this.#labels).problems) {
      const line = firstTokenLine === null ? place.line : firstTokenLine + problem.index
      const { record } = place
      if (problem.kind === 'unknown-label' || problem.kind === 'not-a-tag') this.#count(problem, line, record)
      else findings.push(this.#orphan(problem, post, line, record))
    }
    return findings
  }

  /** The scheme whose marks every post with labels has; null: they are of IOB2, or of several. */
  get scheme(): TagScheme | null {
    const [only, ...others] = this.#marks
    return only !== undefined && others.length === 0 && only[1].posts === this.#labelled ? only[0] : null
  }

  /** What was counted over the file. */
  summary(): Finding[] {
    return [...(this.#told ? [] : this.#schemes()), ...this.#unknownTags()]
  }

  #noteScheme(post: ImportedPost, { line, record }: Place): void {
    const scheme = schemeOfPost(post)
    if (post.tags?.some((tag) => /^[BI]-/u.test(tag)) === true) this.#labelled++
    if (scheme === null) return
    const known = this.#marks.get(scheme)
    if (known === undefined) this.#marks.set(scheme, { line, record, posts: 1 })
    else known.posts++
  }

  #schemes(): Finding[] {
    return [...this.#marks].map(([scheme, { line, record, posts }]) => ({
      severity: 'warning',
      line,
      record,
      entry: null,
      expected: null,
      ...marksFound(scheme, posts),
    }))
  }

  #unknownTags(): Finding[] {
    return [...this.#unknown.values()].map(({ problem, line, record, count }) => {
      const times = count === 1 ? 'once' : `${count} times, here first`
      const known = [...this.#labels].join(', ')
      const [found, advice] =
        problem.kind === 'not-a-tag'
          ? [`${quoted(problem.tag)} stands as a tag (${times})`, 'It is kept as it is and read as O.']
          : [
              `the type ${quoted(splitTag(problem.tag)?.type ?? problem.tag)} is used ${times}`,
              this.#adviceFor(splitTag(problem.tag)?.type ?? ''),
            ]
      const expected =
        problem.kind === 'not-a-tag' ? 'O, B-TYPE or I-TYPE' : `one of the project's (${known})`
      return { severity: 'warning', line, record, entry: null, found, expected, advice }
    })
  }

  /** A type that is one of the project's but for what cannot be seen was meant to be that one. */
  #adviceFor(type: string): string {
    const plain = type.replaceAll(/[\s\p{Cf}]/gu, '')
    return plain !== type && this.#labels.has(plain)
      ? `It is kept as another type than ${quoted(plain)}; rename it at import (--map) if that is meant.`
      : 'It is kept; the project has no label for it yet.'
  }

  #count(problem: TagProblem, line: number | null, record: number | null): void {
    const key =
      problem.kind === 'not-a-tag' ? problem.tag : `type ${splitTag(problem.tag)?.type ?? problem.tag}`
    const known = this.#unknown.get(key)
    if (known !== undefined) known.count++
    else if (this.#unknown.size < MOST_KINDS) this.#unknown.set(key, { problem, line, record, count: 1 })
  }

  #orphan(problem: TagProblem, post: ImportedPost, line: number | null, record: number | null): Finding {
    const token = quoted(post.tokens[problem.index] ?? '')
    const before = problem.index === 0 ? 'nothing' : quoted(post.tags?.[problem.index - 1] ?? '')
    const kept = 'It is kept and read as the beginning of a span; the tag check offers repairs'
    return {
      severity: 'warning',
      line,
      record,
      entry: null,
      found: `${quoted(problem.tag)} of ${token} follows ${before}`,
      expected: `B-${spellOut(splitTag(problem.tag)?.type ?? '')} where a span begins`,
      advice: this.#told ? `${kept}.` : `${kept}, and --scheme iob1 takes every such tag for a beginning.`,
    }
  }
}
