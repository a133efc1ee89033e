-- A paper never changes, and stays for ten years from the end of its year.
CREATE OR REPLACE FUNCTION papers_never_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'papers never change'; END $$;
CREATE TRIGGER paper_stays BEFORE UPDATE OR TRUNCATE ON paper
FOR EACH STATEMENT EXECUTE FUNCTION papers_never_change();
CREATE OR REPLACE FUNCTION papers_are_kept() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
    IF OLD.issued_at > (EXTRACT(EPOCH FROM now())::BIGINT - 4017 * 86400) * 1000 THEN
        RAISE EXCEPTION 'papers are kept for ten years';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER paper_is_kept BEFORE DELETE ON paper
FOR EACH ROW EXECUTE FUNCTION papers_are_kept();
-- A series goes on by one, or not at all.
CREATE OR REPLACE FUNCTION paper_series_has_no_gaps() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.issuer = OLD.issuer AND NEW.kind = OLD.kind AND NEW.year = OLD.year AND NEW.last = OLD.last + 1 THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'a series of papers has no gaps';
END $$;
CREATE TRIGGER paper_series_goes_on BEFORE UPDATE OR DELETE ON paper_series
FOR EACH ROW EXECUTE FUNCTION paper_series_has_no_gaps();
CREATE TRIGGER paper_series_stays BEFORE TRUNCATE ON paper_series
FOR EACH STATEMENT EXECUTE FUNCTION papers_never_change();
