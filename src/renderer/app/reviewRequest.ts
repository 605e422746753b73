import type { Workbench } from './workbench.ts'

/** "Review these 22": posts another view wants to see in the queue. */
export interface ReviewRequest {
  readonly ids: readonly number[]
  /** What these posts have in common, in a few words, shown above the queue. */
  readonly label: string
}

/** Opens one post in review; with a request, the queue holds just the posts of the request. */
export function openInReview(
  { reviewRequest, router }: Pick<Workbench, 'reviewRequest' | 'router'>,
  postId: number,
  request: ReviewRequest | null = null,
): void {
  reviewRequest.set(request)
  router.go('review', String(postId))
}
