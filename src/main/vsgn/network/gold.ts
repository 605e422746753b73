import type { TensorData } from '../../onnx/ortSession.ts'

/**
 * The gold inputs of a training graph from label indexes, one list a post (at most `words` long; an empty list
 * for a row that only fills the batch). K is the number of labels.
 */
export function goldTensors(
  paths: readonly (readonly number[])[],
  words: number,
  labelCount: number,
): Record<'gold_labels' | 'gold_transitions' | 'gold_last', TensorData> {
  const batch = paths.length
  const labels = new Float32Array(batch * words * labelCount)
  const transitions = new Float32Array(batch * labelCount * labelCount)
  const last = new Float32Array(batch * labelCount)
  for (const [post, path] of paths.entries()) {
    if (path.length > words) throw new RangeError(`a path of ${path.length} labels in a bucket of ${words}`)
    for (const [word, label] of path.entries()) {
      labels[(post * words + word) * labelCount + label] = 1
      const next = path[word + 1]
      if (next === undefined) last[post * labelCount + label] = 1
      else {
        const pair = (post * labelCount + label) * labelCount + next
        transitions[pair] = (transitions[pair] ?? 0) + 1
      }
    }
  }
  return {
    gold_labels: { dtype: 'float32', shape: [batch, words, labelCount], values: labels },
    gold_transitions: { dtype: 'float32', shape: [batch, labelCount, labelCount], values: transitions },
    gold_last: { dtype: 'float32', shape: [batch, labelCount], values: last },
  }
}
