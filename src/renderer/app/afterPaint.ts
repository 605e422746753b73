/**
 * Runs `work` once the frame that answers the current key is on its way to the screen, so that the key does not wait
 * for it. A page that is hidden or closed draws no frames: there it runs as soon as the page is told. At most once.
 */
export function afterPaint(work: () => void): void {
  let done = false
  const run = (): void => {
    if (done) return
    done = true
    document.removeEventListener('visibilitychange', run)
    window.removeEventListener('pagehide', run)
    work()
  }
  document.addEventListener('visibilitychange', run)
  window.addEventListener('pagehide', run)
  if (document.visibilityState === 'hidden') setTimeout(run, 0)
  else requestAnimationFrame(() => setTimeout(run, 0))
}
