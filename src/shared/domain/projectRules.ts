/** What the people who annotate a project have agreed on; whoever leads it writes it down. */
export interface ProjectRules {
  /** Spans may lie inside others; formats of BIO tags cannot hold such posts. */
  readonly nested: boolean
  /** Markdown. A heading that names a type opens the part about it; a link to `post:ID` shows a post of the project. */
  readonly guidelines: string
  /** Why somebody comments on a post, in the order of their digits. */
  readonly reasons: readonly string[]
}

export const NO_RULES: ProjectRules = {
  nested: false,
  guidelines: '',
  reasons: ['Unclear in the guidelines', 'Picture decides', 'Two readings', 'Not a post to learn from'],
}

/** One for each digit key. */
export const MOST_REASONS = 9
export const LONGEST_REASON = 60
export const LONGEST_GUIDELINES = 200_000
