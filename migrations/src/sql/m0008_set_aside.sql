-- What was set aside and not paid for in time is looked for every half minute.
CREATE INDEX reservation_set_aside ON reservation (created_at) WHERE state = 'reserved';
