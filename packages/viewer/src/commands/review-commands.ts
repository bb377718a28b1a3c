import { type Command, isReviewing } from './command.ts';

export const reviewCommands: readonly Command[] = [
  {
    id: 'review',
    group: 'review',
    name: 'cmdReview',
    keys: ['C'],
    isEnabled: ({ store }) => store.imported !== undefined,
    isOn: isReviewing,
    run: (app) => (isReviewing(app) ? app.actions.review.leave() : app.actions.review.enter()),
  },
  {
    id: 'doubt-next',
    group: 'review',
    name: 'cmdNextDoubt',
    keys: ['J'],
    isEnabled: isReviewing,
    run: ({ actions }) => actions.review.stepDoubt(1),
  },
  {
    id: 'doubt-previous',
    group: 'review',
    name: 'cmdPreviousDoubt',
    keys: ['K'],
    isEnabled: isReviewing,
    run: ({ actions }) => actions.review.stepDoubt(-1),
  },
  {
    id: 'accept',
    group: 'review',
    name: 'cmdAccept',
    keys: ['A'],
    isEnabled: isReviewing,
    run: ({ actions }) => actions.review.answerShown('accept'),
  },
  {
    id: 'reject',
    group: 'review',
    name: 'cmdReject',
    keys: ['R'],
    isEnabled: isReviewing,
    run: ({ actions }) => actions.review.answerShown('reject'),
  },
  {
    id: 'swipe',
    group: 'review',
    name: 'cmdSwipe',
    isEnabled: isReviewing,
    isOn: ({ review }) => review.value.swipeRatio !== undefined,
    run: ({ review }) =>
      review.patch({ swipeRatio: review.value.swipeRatio === undefined ? 0.5 : undefined }),
  },
];
