"""The widget kit: generic, painted from the tokens, it knows no record by name.

`python -m ui.gallery` shows it.

Everything typed by people is plain text. Every control has an accessible name and works with the keyboard.
Colours are role names (`tone`: text secondary tertiary accent ok warning error info neutral), read when
painting, so a live switch of theme needs nothing. Icons are Lucide names in `resources/icons`.
Fields share one protocol: `value()`, `set_value(v)` (silent), `value_changed(object)` (only by a person),
`problem()`, `set_problem(text)`, `problem_changed(str)`.

ui.theme        start_theme(app, dark=)  apply_theme(app, dark=)  current() -> Tokens  font(role, weight=,
                tabular=)  icon(name, tone="text", size=16) -> QIcon  paint_icon(painter, name, tone, x, y,
                size)
ui.shutdown     delete_windows()  after app.exec(): PySide 6.12 can crash at exit otherwise
labels          Label(text, role="body", tone=, wrap=, tabular=) .set_tone(tone)   ElidedLabel(text, role,
                tone=)
                Separator(vertical=)
buttons         Button(text, kind="secondary|primary|ghost|link|danger", icon=, trailing=, keys=, small=,
                tooltip=): clicked; .set_kind .set_icon      IconButton(icon, name, kind=, small=)
badge           BadgeText(kind, icon, text)   Badge(kind, icon, text) .set_badge(BadgeText)
                KeyChip(keys, does)   StepMarks(states, description)   states: "empty" "started" "done"
card            Card(title, note=, padding=16, rule=, emphasis=) .body .title .note .add_link(text, icon,
                trailing=) -> Button .add_to_title(widget)    ScrollColumn(margin=24, spacing=16) .body
header          PageHeader(title, subtitle=, breadcrumb=(), subtitle_below=): breadcrumb_clicked(int);
                .set_title .set_breadcrumb .set_badges([BadgeText]) .add_action(widget)
columns         Column(key, title, text=, width=0, align=, secondary=, icon=, tone=, bold=, badge=, marks=,
                checked=, tooltip=, sortable=): every hook receives the row
table           Table(columns, name=, row_height=32, row_id=, multi=, empty=EmptyState): row_selected(str)
                row_activated(str) check_toggled(str, bool) menu_requested(str, QPoint) sort_requested(str,
                bool);
                .set_rows .rows .current_id .current_row .selected_ids .select(id) .flash(id)
                .set_sorted(key, descending=) .copy_selected
table_card      TableCard(table, keys=[("Enter", "abrir")]) .add_tool(widget) .add_tool_stretch()
                .footer.set_totals([("47 intervenciones", "secondary")])
empty           EmptyState(sentence, line, action, icon=): action_triggered; .set_words
inputs          TextField(name, placeholder=, small=, door=, hint=, tabular=)
                SearchField(name, placeholder=, keys=, small=): down_pressed
                TextArea(name, placeholder=, lines=2, max_lines=8, limit=)
typed_fields    DateField(name, today=callable) -> date   TimeField(name) -> time   IntField(name, low=,
                high=)
                .commit() -> bool reads what is typed now      parse: parse_date, parse_time, parse_int (pure)
choice          ChoiceField(name, [Choice], placeholder=, optional=, tall=, small=) -> key | None;
                .set_choices
                FilterCombo(name, "Todo estado", [Choice], small=) -> key | None
multi_filter    MultiFilter(name, "Todas las regiones", [Choice]) -> tuple of keys
segmented       Choice(key, label, icon="")   Segmented(name, [Choice], small=, tall=) -> key; .set_choices
checks          CheckBox(text) -> bool   RadioButton(text)
labeled         LabeledField(label, field, help=, required=): error_changed(str); .field .set_error(text)
                .error()
completer       Suggestion(id, title, subtitle)   search_in([Suggestion]) -> search, blind to accents
                Completer(line, search=None, fill=True, least=1): chosen(Suggestion) asked(str);
                .suggest(list)
multi_picker    MultiPicker(name, search, placeholder=) -> tuple of Suggestion       flow: FlowLayout(box)
step_rail       RailStep(key, title, note, state)   StepRail([RailStep]): step_chosen(str); .set_current
                .set_steps
stats           BigCount(title) .set_counts(value, total, extra=, of=, note=)
                BarStat(label, value, total, unknown=) .set_value(value, total)
notice          InlineNotice(kind, text, action=, closable=): action_triggered closed; .set_notice(kind,
                text, action)
dialogs         ConfirmDialog(question, consequence, do, keep="Cancelar", danger=True).exec()
                FormDialog(title, accept=, cancel=, subtitle=, width=) .body .notice; override submit() ->
                bool;
                .show_error(text); Ctrl+Enter saves, Enter goes to the next field
sidebar         SidebarItem(key, label, icon, bottom=)   Sidebar(title, [SidebarItem]): section_chosen(str);
                .set_current .current .set_count(key, n) .fit(window_width)
status_bar      StatusBar(): segment_clicked(str) job_cancelled(); .set_segment(key, text, icon=, tone=,
                right=,
                link=) .segment_text .show_job(text, done, total) .hide_job
toast           Toast(parent, shown_ms=8000): action_triggered closed; .say(text, action=, keys=, icon=, run=)
month_calendar  MonthCalendar(today=callable): event_activated(str) day_activated(date) month_changed(date);
                .set_events([CalendarEvent]) .show_day .turn(months) .month .day
day_cell        CalendarEvent(id, start, end, title, kind, icon)
clipboard       rows_mime(rows) -> QMimeData: text and a table that Excel takes as text
paint           box control_box text text_width badge key_cap step_marks check_box tip(words): for delegates
"""
