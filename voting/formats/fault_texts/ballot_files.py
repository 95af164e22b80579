"""What may be wrong with a file of rankings, marks or points: what, remedy."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "ranked.count_too_large": (
        "{text} ballots are more than anybody can count",
        "write at most 15 digits",
    ),
    "ranked.too_many_categories": (
        "the line has more categories than {limit}",
        "correct the line or the header NUMBER CATEGORIES",
    ),
    "ranked.categories_turned": (
        "the first category is called {text}, but the first is taken for the best",
        "put the category that approves first, in the headers and in every line",
    ),
    "ranked.not_graded": (
        "the file ranks candidates, {name} needs points for them",
        "give a .cat file or a .csv with a column of points for each candidate",
    ),
    "ranked.count_malformed": (
        "{text} is not a number of ballots",
        "write a whole number above 0 (in files such as .soi with a colon behind it)",
    ),
    "ranked.empty_place": ("a place names nobody", "name a candidate or take the place out"),
    "ranked.header_twice": (
        "the header {name} stands twice and says different things",
        "keep the right one",
    ),
    "ranked.name_beyond": (
        "the header {name} names more candidates than the {count} of the file",
        "correct the number of candidates, or take the line out",
    ),
    "ranked.header_malformed": (
        "{name} should be a whole number, not {text}",
        "write the number in digits",
    ),
    "ranked.header_missing": ("the header {name} is missing", "add the line # {name}: …"),
    "ranked.incomplete": (
        "the ranking leaves somebody out, but .{kind} promises complete rankings",
        "rank everybody, or name the file .{other}",
    ),
    "ranked.mark_unreadable": (
        "{text} is a blank or overvoted rank",
        "close up the ranks: this count takes whole rankings",
    ),
    "ranked.name_breaks": ("the name {text} runs over a line break", "write it on one line"),
    "ranked.named_twice": ("the ranking names {text} twice", "name every candidate once"),
    "ranked.no_candidates": ("there are no candidates", "name at least one"),
    "ranked.place_malformed": (
        "{text} is not a candidate's number",
        "write numbers separated by commas, a shared place as {{1,2}}",
    ),
    "ranked.tie": (
        "two share a place, but .{kind} promises strict rankings",
        "rank them one after the other, or name the file .{other}",
    ),
    "ranked.too_many_candidates": (
        "{count} candidates are more than {limit}",
        "check the number of alternatives in the header",
    ),
    "ranked.unknown_candidate": (
        "candidate {text} is not in the header",
        "use one of the numbers of the header",
    ),
    "ranked.wrong_total": (
        "the header {name} says {said}, the lines make {found}",
        "correct the header or the lines",
    ),
    "preflib.name_expected": (
        "{text} does not name candidate {number}",
        "write the candidates' lines as {number},Name, one a line, as many as the first line says",
    ),
    "preflib.totals_expected": (
        "{text} does not say how many voted",
        "after the names write a line voters,sum of counts,distinct orders",
    ),
    "blt.head_malformed": (
        "the first line is not the numbers of candidates and seats: {text}",
        "write two whole numbers, as 4 2",
    ),
    "blt.line_open": (
        "the ballot line does not end with 0",
        "end every line of ballots with a 0",
    ),
    "blt.all_withdrawn": (
        "every candidate is withdrawn",
        "take the lines of withdrawn candidates out of those who stand",
    ),
    "blt.name_number": (
        "the name numbered {text} does not stand in its place",
        "write the names in the order of their numbers, from 1",
    ),
    "blt.names_missing": (
        "{found} names for {said} candidates",
        "write each name on a line of its own, in quotation marks, after the closing 0",
    ),
    "blt.names_too_many": (
        "{found} names and titles for {said} candidates and a title",
        "correct the number of candidates in the first line, or put # before what is no name",
    ),
    "blt.no_seats": ("the file has no seats to fill", "write how many are elected, 1 or more"),
    "blt.option_line": (
        "{text} is an option line of the program Droop, which is not read here",
        "take the line out; say what it says with --ties, --withdraw or --cannot-win",
    ),
    "blt.quote_open": (
        "a quotation mark stands alone: {text}",
        "put the whole name between two quotation marks, or leave both out",
    ),
    "blt.no_end": (
        "the ballots do not end",
        "add a line with a single 0, then the names",
    ),
    "blt.rank_malformed": (
        "{text} is not a candidate's number",
        "write numbers separated by blanks, a shared rank as 2=3, a blank one as -",
    ),
    "blt.weight_malformed": (
        "{text} is not a number of ballots",
        "begin the line with a whole number above 0",
    ),
    "cvr.alike": (
        "{text} and {other} are written almost alike",
        "write one name in one way, or tell the two apart",
    ),
    "cvr.cell_unclear": (
        "{text} is no rank, no points and no mark",
        "names belong in columns such as rank 1; take out columns that are no option",
    ),
    "cvr.contests": (
        "the file holds several contests: {known}",
        "save each contest as a file of its own",
    ),
    "cvr.joined": (
        "{text} is several names in one",
        "where a rank names several, part them by a semicolon",
    ),
    "cvr.layout": (
        "this is an export of {name}, but not of the kind that is read",
        "export one contest as CSV, with 0 or 1 in its cells",
    ),
    "cvr.mark_unclear": (
        "{text} may mean yes or no, or a number, beside the other signs of this table",
        "write numbers alone, or 1 for yes and 0 for no",
    ),
    "cvr.no_header": (
        "the first line names no columns",
        "name columns rank 1, rank 2 … or one for each candidate",
    ),
    "cvr.no_number": (
        "the line is empty, while every ballot has a number or a count",
        "write them for a blank ballot, or take the line out",
    ),
    "cvr.not_a_mark": (
        "{text} is neither 0 nor 1, as an export of {name} has it",
        "export again with plain values",
    ),
    "cvr.not_approval": (
        "{text} is neither 1 (approved) nor 0, as approval needs it",
        "correct the cell, or count with --method score",
    ),
    "cvr.not_points": (
        "the cells are ranks (each ballot numbers its options from 1), {name} needs points",
        "add --cells points if they are points",
    ),
    "cvr.not_ranks": (
        "{text} is not a rank",
        "number the options of each ballot from 1, one number each",
    ),
    "cvr.points_malformed": (
        "{text} is not a number of points",
        "write a whole number from 0 to {limit}",
    ),
    "cvr.ranks_missing": (
        "the columns of ranks are numbered {found}",
        "number them from 1 without a gap",
    ),
    "cvr.spoiled": (
        "{text} is nobody's name, it says that the ballot is not valid",
        "empty the cells of the line (a blank ballot), or take the line out",
    ),
    "cvr.too_many_columns": (
        "the table has more than {limit} columns",
        "keep only the columns that are needed",
    ),
    "cvr.total": (
        "“{text}” looks like a line of totals, which is no ballot",
        "take the line out, or write the name in another way",
    ),
    "cvr.unclear": (
        "the cells may be ranks or points, as in this line: {text}",
        "add --cells ranks or --cells points",
    ),
}
