import type { MouseEvent } from 'react'

/** Element ids of what commands give the focus to: the text of the post, the search of the queue, its first filter, a caption. */
export const POST_ID = 'post-text'
export const SEARCH_ID = 'queue-search'
export const FILTER_ID = 'queue-filter'
export const CAPTION_ID = 'caption-text'

/** Whoever leaves the queue is back at the post, whose keys then work. */
export function focusPost(): void {
  document.getElementById(POST_ID)?.focus({ preventScroll: true })
}

/** Who presses a button by mouse goes on by key in the post, where Enter accepts; by key the button stays in focus. */
export function backToPost(event: MouseEvent): void {
  if (event.detail > 0) focusPost()
}
