import type { Router } from './route.ts'
import type { Store } from './store.ts'

/** "Review these 22": posts another view wants to see in the queue. */
export interface ReviewRequest {
  readonly ids: readonly number[]
  /** What these posts have in common, in a few words, shown above the queue. */
  readonly label: string
}

/** Opens one post in review; with a request, the queue holds just the posts of the request. */
export function openInReview(
  { reviewRequest, router }: { readonly reviewRequest: Store<ReviewRequest | null>; readonly router: Router },
  postId: number,
  request: ReviewRequest | null = null,
): void {
  reviewRequest.set(request)
  router.go('review', String(postId))
}
