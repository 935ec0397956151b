; What the extractor asks of a Go syntax tree. The labels are those of src/extract/lower.ts, the same for every language.

(type_spec name: (_) @name type: (struct_type)) @class
(field_declaration name: (_) @target tag: (_) @value) @bind

(function_declaration name: (_) @name parameters: (parameter_list)) @function
(method_declaration name: (_) @name) @function
(func_literal) @function
(function_declaration parameters: (parameter_list [(parameter_declaration name: (_) @parameter) (variadic_parameter_declaration name: (_) @parameter)]))
(method_declaration parameters: (parameter_list [(parameter_declaration name: (_) @parameter) (variadic_parameter_declaration name: (_) @parameter)]))
(func_literal parameters: (parameter_list [(parameter_declaration name: (_) @parameter) (variadic_parameter_declaration name: (_) @parameter)]))

(const_spec name: (_) @target value: (_) @value) @bind
(var_spec name: (_) @target value: (_) @value) @bind
(short_var_declaration left: (_) @target right: (_) @value) @bind
(assignment_statement left: (_) @target right: (_) @value) @bind
(range_clause left: (_) @target right: (_) @value) @each
; The first of what is returned is what the function is called for; the others are errors.
(return_statement (expression_list . (_) @value)) @return
(short_var_declaration right: (expression_list (_) . (_)) @list)
(assignment_statement right: (expression_list (_) . (_)) @list)
(const_spec value: (expression_list (_) . (_)) @list)
(var_spec value: (expression_list (_) . (_)) @list)

(call_expression function: (_) @callee arguments: (argument_list) @arguments) @call
(argument_list (_) @argument)
((call_expression function: (selector_expression operand: (identifier) @_hub field: (_) @_new)) @builder
  (#any-of? @_hub "hub" "datasets") (#eq? @_new "New"))
((call_expression function: [(identifier) @_flag (selector_expression field: (_) @_flag)]) @flag
  (#match? @_flag "^(String(Var)?P?|SetDefault|([gG]et_?)?[eE]nv(Str|String)?(Or|Default|With|Var)?\\w*|GetStringOr\\w*)$"))
((call_expression function: (selector_expression operand: (identifier) @_fmt field: (_) @_format)) @format
  (#eq? @_fmt "fmt") (#any-of? @_format "Sprintf" "Errorf" "Printf"))
((call_expression function: (selector_expression operand: (identifier) @_cmp field: (_) @_or) arguments: (argument_list (_) @option)) @either
  (#eq? @_cmp "cmp") (#eq? @_or "Or"))
((call_expression function: (selector_expression field: (_) @_set)) @setter
  (#match? @_set "^(Set|With)[A-Z]|^(Model|Repo|Tokenizer|Checkpoint|Dataset)(ID|Id|Name|Path|Repo)?$"))

[(interpreted_string_literal) (raw_string_literal)] @text
(interpreted_string_literal [(interpreted_string_literal_content) (escape_sequence)] @content)
(raw_string_literal (raw_string_literal_content) @content)
(binary_expression left: (_) operator: "+" right: (_)) @join

(composite_literal) @same
(literal_value (literal_element)) @list
(literal_value (keyed_element)) @map
(keyed_element key: (literal_element (_) @key) value: (literal_element (_) @value)) @entry
(index_expression operand: (_) @object index: (_) @key) @item
(selector_expression operand: (_) @object field: (_) @member) @name
(_expression/identifier) @name

[(unary_expression) (parenthesized_expression)] @same
(type_conversion_expression operand: (_)) @same
(type_assertion_expression operand: (_)) @same

(nil) @nothing
(true) @yes
(false) @no
(comment) @remark

(import_spec path: (interpreted_string_literal (interpreted_string_literal_content) @module)) @import
(import_spec name: (package_identifier) @alias)
