import { type ProviderMaker, ProviderMisconfigured } from '../port.js';
import { checkRequired } from '../settings.js';
import { fieldOf } from '../vendor.values.js';
import { CARD_SUPPORT, CardProvider } from './card.provider.js';

// a number of a card is none of these: it has no business with us
const TOKEN = /^(?:pm|tok|card)_[A-Za-z0-9]{4,64}$/;

/** Destination: `token`, the vendor's token of a card (`pm_…`, `tok_…`, `card_…`), and `last4`, its last four digits. */
export const cardMaker: ProviderMaker = {
  kind: 'CARD',
  requiredSettings: [],
  requiredSecrets: ['apiKey', 'webhookSecret'],
  supports: CARD_SUPPORT,
  destinationProblem(destination) {
    if (!TOKEN.test(fieldOf(destination, 'token'))) return { field: 'token', message: "Give the provider's token of the card, such as pm_1a2b3c4d." };
    if (!/^\d{4}$/.test(fieldOf(destination, 'last4'))) return { field: 'last4', message: 'Give the last four digits of the card.' };
    return null;
  },
  destinationLabel: (destination) => `card ****${fieldOf(destination, 'last4')}`,
  make(settings) {
    checkRequired(cardMaker, settings);
    // it goes into a header, which takes no blanks and no line breaks
    if (!/^[\x21-\x7e]+$/.test(settings.secrets.apiKey!))
      throw new ProviderMisconfigured('The secret apiKey must be letters, digits and signs without blanks.');
    return new CardProvider(settings);
  },
};
