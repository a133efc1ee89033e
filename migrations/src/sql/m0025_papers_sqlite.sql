-- A paper never changes, and stays for ten years from the end of its year.
CREATE TRIGGER paper_stays BEFORE UPDATE ON paper
BEGIN SELECT RAISE(ABORT, 'papers never change'); END;
CREATE TRIGGER paper_is_kept BEFORE DELETE ON paper
WHEN OLD.issued_at > (CAST(strftime('%s', 'now') AS INTEGER) - 4017 * 86400) * 1000
BEGIN SELECT RAISE(ABORT, 'papers are kept for ten years'); END;
-- A series goes on by one, or not at all.
CREATE TRIGGER paper_series_goes_on BEFORE UPDATE ON paper_series
WHEN NEW.issuer <> OLD.issuer OR NEW.kind <> OLD.kind OR NEW.year <> OLD.year OR NEW.last <> OLD.last + 1
BEGIN SELECT RAISE(ABORT, 'a series of papers has no gaps'); END;
CREATE TRIGGER paper_series_stays BEFORE DELETE ON paper_series
BEGIN SELECT RAISE(ABORT, 'a series of papers has no gaps'); END;
