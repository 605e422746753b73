import type { LabelDefinition } from '../../shared/domain/labels.ts'
import type { Span } from '../../shared/domain/span.ts'

/** Bit of every type that is no label; 52 is the highest bit a double holds exactly. */
const OTHER_BIT = 2 ** 52

/** The labels of a project, with a bit for each so that "posts with a LOC" is a comparison of numbers. */
export interface LabelSet {
  readonly names: ReadonlySet<string>
  /** Null: the type is no label and shares one bit with all others that are none. */
  bitOf(type: string): number | null
  /** Sum of the bits of the types that occur. */
  maskOf(spans: readonly Pick<Span, 'type'>[]): number
  readonly otherBit: number
}

export function labelSet(labels: readonly LabelDefinition[]): LabelSet {
  const bits = new Map(labels.map((label, index) => [label.name, 2 ** index]))
  return {
    names: new Set(bits.keys()),
    bitOf: (type) => bits.get(type) ?? null,
    maskOf: (spans) => {
      const types = new Set(spans.map((span) => bits.get(span.type) ?? OTHER_BIT))
      let mask = 0
      for (const bit of types) mask += bit
      return mask
    },
    otherBit: OTHER_BIT,
  }
}
