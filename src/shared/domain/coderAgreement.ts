import type { Span } from './span.ts'

/** The category of a token that no span holds. */
export const OUTSIDE = 'O'

/**
 * The category of each token: the type of the span that holds it, `O` where none does. Of spans inside others a token
 * has all types, in order of reading ("ORG+LOC"), which is a category of its own.
 */
export function tokenCategories(tokens: number, spans: readonly Span[]): string[] {
  const types = Array.from({ length: tokens }, (): string[] => [])
  for (const { start, end, type } of spans)
    for (let token = start; token < end; token++) types[token]?.push(type)
  return types.map((held) => (held.length === 0 ? OUTSIDE : held.join('+')))
}

/** How often one coder said one thing where the other said another: all that nominal agreement of two is told from. */
export class PairTable {
  readonly #counts = new Map<string, Map<string, number>>()
  #total = 0

  add(first: string, second: string, count = 1): void {
    const row = this.#counts.get(first) ?? new Map<string, number>()
    this.#counts.set(first, row)
    row.set(second, (row.get(second) ?? 0) + count)
    this.#total += count
  }

  /** Units that both coded. */
  get total(): number {
    return this.#total
  }

  /** Units to which both gave the same category. */
  get same(): number {
    return [...this.#counts].reduce((sum, [category, row]) => sum + (row.get(category) ?? 0), 0)
  }

  /** For each category, how often each coder gave it. */
  get margins(): readonly { readonly first: number; readonly second: number }[] {
    const margins = new Map<string, { first: number; second: number }>()
    const of = (category: string): { first: number; second: number } => {
      const margin = margins.get(category) ?? { first: 0, second: 0 }
      margins.set(category, margin)
      return margin
    }
    for (const [first, row] of this.#counts)
      for (const [second, count] of row) {
        of(first).first += count
        of(second).second += count
      }
    return [...margins.values()]
  }
}

/**
 * Cohen's kappa (Cohen 1960): κ = (p_o − p_e) / (1 − p_e), where p_o is the share of units both coded alike and
 * p_e = Σ_c p_first(c) · p_second(c) what two independent coders with these habits would share. Null where chance alone
 * would agree on everything (p_e = 1) or nothing was coded: κ is then not defined.
 */
export function cohensKappa(table: PairTable): number | null {
  const { total, same, margins } = table
  if (total === 0) return null
  const expected = margins.reduce((sum, { first, second }) => sum + first * second, 0) / total ** 2
  return expected === 1 ? null : (same / total - expected) / (1 - expected)
}

/**
 * Krippendorff's alpha for nominal data of two coders without missing values (Krippendorff 2011): α = 1 − D_o / D_e
 * over the n = 2 · units values of both, D_o = Σ_{c≠k} o_ck / n from the coincidences o_ck = n_ck + n_kc, and
 * D_e = Σ_{c≠k} n_c · n_k / (n (n − 1)). Null where every value is the same (D_e = 0): α is then not defined.
 */
export function krippendorffsAlpha(table: PairTable): number | null {
  const { total, same, margins } = table
  const values = 2 * total
  const alike = margins.reduce((sum, { first, second }) => sum + (first + second) ** 2, 0)
  if (alike === values ** 2) return null
  const observed = (2 * (total - same)) / values
  const expected = (values ** 2 - alike) / (values * (values - 1))
  return 1 - observed / expected
}
