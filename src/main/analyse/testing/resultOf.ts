/** What work in steps comes to, done at once. */
export function resultOf<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const next = steps.next()
    if (next.done === true) return next.value
  }
}
